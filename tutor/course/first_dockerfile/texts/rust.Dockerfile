# Builds here; nothing of it ships by itself.
FROM rust:1-trixie AS build
WORKDIR /src
COPY . .
RUN cargo install --path . --root /out && mv /out/bin/* /app

# Ships: this base, and what is copied in.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
