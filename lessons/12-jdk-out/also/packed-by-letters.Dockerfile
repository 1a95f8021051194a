FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN javac -d /classes src/hello/*.java
RUN jar cfe /hello.jar hello.Main -C /classes .

FROM gcr.io/distroless/java21-debian13:nonroot
COPY --from=build /hello.jar /hello.jar
CMD ["/hello.jar"]
