"""Numbers only, arrays in and out: any room may use an engine, and no engine knows a room, a law or money."""
