FROM rust:1-trixie AS build
WORKDIR /src
COPY . .
RUN cargo build --release

FROM debian:trixie-slim
USER 65532
COPY --from=build /src/target/release/greet /greet
CMD ["/greet"]
