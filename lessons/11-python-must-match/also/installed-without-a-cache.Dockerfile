FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir --target=/app .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /app /app
ENV PYTHONPATH=/app
CMD ["-m", "pystats"]
