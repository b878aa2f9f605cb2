"""Gunicorn's settings in the images.

One process with threads, so that its metrics and caches are one; where one is not enough, run more replicas.
The access log is kept by the reverse proxy in front.
"""

bind = "0.0.0.0:8000"  # inside a network that only the reverse proxy and monitoring share
worker_class = "gthread"
workers = 1
threads = 16
graceful_timeout = 8  # the platform promises to be gone within 10 s of SIGTERM
keepalive = 75  # longer than the proxy keeps an idle connection, so that it never writes into a closed one
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the one place that is always memory: the root file system is read-only
forwarded_allow_ips = "*"  # only the reverse proxy reaches the port; it drops what clients claim about themselves
control_socket_disable = True
loglevel = "warning"
