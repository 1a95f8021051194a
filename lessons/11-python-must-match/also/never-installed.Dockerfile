FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /src/src /app
ENV PYTHONPATH=/app
CMD ["-m", "pystats"]
