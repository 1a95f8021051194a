FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN python -m venv /venv
RUN /venv/bin/pip install .

FROM python:3.13-trixie
COPY --from=build /venv /venv
ENTRYPOINT ["/venv/bin/python", "-m", "pystats"]
