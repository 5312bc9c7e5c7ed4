"""What is decided in moving: what may be packed, sent, counted, settled; what a round carries. Pure."""
