FROM rust:1-trixie AS compiler
COPY . /app
RUN rustc --edition 2021 -O -o /usr/local/bin/greet /app/src/main.rs

FROM gcr.io/distroless/cc-debian13
COPY --from=compiler /usr/local/bin/greet /usr/local/bin/greet
USER 65532:65532
ENTRYPOINT ["greet"]
