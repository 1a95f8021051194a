FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN javac -d /classes src/hello/*.java

FROM gcr.io/distroless/java21-debian13:nonroot
COPY --from=build /classes /classes
ENTRYPOINT ["java", "-cp", "/classes", "hello.Main"]
