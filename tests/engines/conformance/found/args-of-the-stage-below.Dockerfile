FROM busybox AS a
ARG Q=1
WORKDIR /a
RUN echo $Q > f
FROM a AS c
RUN echo $Q > g
