"""The door for programs: the HTTP API, version 1, with its OpenAPI page. Holds no rule."""
