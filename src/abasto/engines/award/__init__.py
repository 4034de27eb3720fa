"""Award kernels: order, spread and shares of one lot, in integers. They know no law and no room."""
