FROM rust:1-trixie AS build
WORKDIR /src
COPY . .
ENV RUSTFLAGS="-C target-feature=+crt-static"
RUN cargo build --release

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /src/target/release/greet /greet
CMD ["/greet"]
