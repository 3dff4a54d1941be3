"""Minutes on a grid: the least cost over a raster of friction, and what people reach by it."""
