# Builds here; nothing of it ships by itself.
FROM debian:trixie-slim AS build
WORKDIR /src
COPY . .
# RUN what builds your project

# Ships: this base, and what is copied in.
FROM gcr.io/distroless/static-debian13:nonroot
# Of /src, take only what the program needs.
COPY --from=build /src /app
# ENTRYPOINT ["/app/program"]
