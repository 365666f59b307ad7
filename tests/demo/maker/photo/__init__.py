"""The photographs: a small path tracer, the scenes it is pointed at, and the darkroom that makes a JPEG of it."""
