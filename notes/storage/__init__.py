"""Tables of the library file, one module a family. Functions take a connection; none commits."""
