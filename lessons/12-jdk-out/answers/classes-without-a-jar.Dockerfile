FROM eclipse-temurin:21-jdk AS compiler
COPY . /work
WORKDIR /work
RUN javac -d /out src/hello/*.java

FROM gcr.io/distroless/java21-debian13
USER 65532:65532
COPY --from=compiler /out /classes
ENTRYPOINT ["/usr/bin/java", "-cp", "/classes", "hello.Main"]
