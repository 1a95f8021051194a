FROM debian:trixie-slim
COPY a.txt /a
RUN ln /a /b && ln /b /c
RUN chmod 600 /b
RUN rm /a
FROM scratch
COPY --from=0 /b /c /x/
