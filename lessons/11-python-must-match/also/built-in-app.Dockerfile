FROM python:3.13-trixie AS build
WORKDIR /app
COPY . .
RUN pip install --target=/deps .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /deps /deps
ENV PYTHONPATH=/deps
CMD ["-m", "pystats"]
