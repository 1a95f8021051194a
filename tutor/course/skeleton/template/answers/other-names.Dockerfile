FROM debian:trixie AS pages
COPY page.html /work/
RUN cp /work/page.html /work/index.html

FROM scratch
COPY --from=pages /work/index.html /srv/index.html
