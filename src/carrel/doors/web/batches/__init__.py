"""Many loans or returns at once: lists, hand-outs, classes, carts, a year’s end."""
