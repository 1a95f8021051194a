FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --target=/app .

FROM gcr.io/distroless/python3-debian13:nonroot
WORKDIR /app
COPY --from=build /app .
CMD ["-m", "pystats"]
