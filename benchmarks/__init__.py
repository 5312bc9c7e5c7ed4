"""Speed and scale, each figure beside its limit measured in the same run. `make bench` runs all of it.

Nothing here is a test: a loaded machine makes every figure worse and proves nothing. docs/performance.md keeps the
figures of a quiet run, with what they mean.
"""
