ARG PORT=8080
FROM busybox AS stage0
ARG A
RUN echo declared
ENV A=set
RUN echo "$A"
ARG B
ARG B=2
RUN echo "$B"
FROM stage0
ARG PORT
ARG C
ARG C=
RUN echo "$A $B $C $PORT"
