FROM busybox
RUN --mount=type=cache,target=/c/d echo x > /c/d/y
RUN --mount=type=bind,source=dir,target=/m cat /m/one > /one
RUN --mount=type=tmpfs,target=/tmp touch /tmp/q
RUN [ ! -e /c ]
