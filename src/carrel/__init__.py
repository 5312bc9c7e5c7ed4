"""Carrel: the whole of a school library technician's working day in one program."""
