FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN python -m venv /venv
RUN /venv/bin/pip install .
RUN ln -sf /usr/bin/python3.13 /venv/bin/python

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /venv /venv
ENTRYPOINT ["/venv/bin/python", "-m", "pystats"]
