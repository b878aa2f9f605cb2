"""What tests, measurements and fault experiments run against: real servers, fresh databases, a fresh virtual host."""
