# .dockerignore: Dockerfile b.txt
FROM busybox AS one
COPY . /all
COPY dir *.txt /some/
FROM busybox
COPY --from=one /all /all
RUN ls -a /all
