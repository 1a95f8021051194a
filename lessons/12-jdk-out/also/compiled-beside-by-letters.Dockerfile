FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN javac -d out src/hello/*.java
RUN jar cfe hello.jar hello.Main -C out .

FROM gcr.io/distroless/java21-debian13:nonroot
COPY --from=build /src/hello.jar /hello.jar
CMD ["/hello.jar"]
