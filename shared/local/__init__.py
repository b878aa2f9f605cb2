"""Programs on this machine: children that never outlive their parent, and private servers from installed packages."""
