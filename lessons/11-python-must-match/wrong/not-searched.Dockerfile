FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --target=/app .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /app /app
CMD ["-m", "pystats"]
