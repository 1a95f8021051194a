# Builds here; nothing of it ships by itself.
FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --target=/app .

# Ships: this base, and what is copied in.
FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /app /app
ENV PYTHONPATH=/app
# The entrypoint is Python: CMD is its module.
CMD ["-m", "@MODULE@"]
