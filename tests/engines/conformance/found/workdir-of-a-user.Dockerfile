FROM busybox AS named
USER daemon
WORKDIR /data/in
RUN echo mine > file
FROM scratch AS numbered
COPY --from=busybox / /
USER 65532:7
WORKDIR /data
WORKDIR /tmp
FROM busybox
USER not-there
WORKDIR /data
COPY --from=named /data /named
COPY --from=numbered /data /numbered
