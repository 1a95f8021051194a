FROM busybox AS a
COPY absent /x
FROM busybox
COPY --from=a /x /y
RUN nosuchcommand
