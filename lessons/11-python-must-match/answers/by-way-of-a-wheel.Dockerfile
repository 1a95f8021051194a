FROM python:3.13-trixie AS wheel
COPY . /build
WORKDIR /build
RUN pip wheel --wheel-dir=/wheels .

FROM wheel AS installed
RUN pip install --no-index --find-links=/wheels --target=/usr/share/stats py-stats

FROM gcr.io/distroless/python3-debian13:nonroot
ENV PYTHONPATH=/usr/share/stats
COPY --from=installed /usr/share/stats /usr/share/stats
ENTRYPOINT ["/usr/bin/python3", "-m", "pystats"]
