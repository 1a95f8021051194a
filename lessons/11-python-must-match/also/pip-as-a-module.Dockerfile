FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN python -m pip install --target=/app .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /app /app
ENV PYTHONPATH=/app
CMD ["-m", "pystats"]
