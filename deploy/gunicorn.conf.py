"""How does gunicorn serve the application? Threads, because pages wait for the database more than they compute."""

workers = 2
threads = 4
worker_class = "gthread"
timeout = 120
graceful_timeout = 10
keepalive = 5
# Nobody steers the server from outside.
control_socket_disable = True
worker_tmp_dir = "/dev/shm"  # noqa: S108 - gunicorn's heartbeat file, unlinked at once
accesslog = "-"
# The path without its query: what was searched for stays out of the log.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
