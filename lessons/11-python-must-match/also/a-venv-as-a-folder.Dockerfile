FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN python -m venv /venv
RUN /venv/bin/pip install .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /venv /venv
ENV PYTHONPATH=/venv/lib/python3.13/site-packages
ENTRYPOINT ["/usr/bin/python3", "-m", "pystats"]
