FROM busybox AS a
RUN echo x > /x
FROM scratch
WORKDIR /y
WORKDIR /z
COPY --from=a /x /x
