FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --target=/deps .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /deps /app
ENV PYTHONPATH=/app
CMD ["-m", "pystats"]
