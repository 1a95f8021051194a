FROM debian:trixie AS compiled
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev python3-dev python3-venv
RUN python3 -m venv /opt/stats
COPY . /work
WORKDIR /work
RUN /opt/stats/bin/pip install .

FROM gcr.io/distroless/python3-debian13
USER 65532
COPY --from=compiled /opt/stats /opt/stats
CMD ["-m", "pystats"]
ENTRYPOINT ["/opt/stats/bin/python3"]
