FROM scratch
COPY --from=busybox / /
RUN echo x > /y
USER 7
RUN echo z > /tmp/z
RUN echo z > /not-mine
