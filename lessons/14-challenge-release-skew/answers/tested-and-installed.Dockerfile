FROM rust:1-trixie AS sources
WORKDIR /code
COPY . .

FROM sources AS tested
RUN cargo test

FROM tested AS installed
RUN cargo install --path . --root /opt/greet

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=installed /opt/greet/bin/greet /bin/greet
ENTRYPOINT ["/bin/greet"]
