FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN javac -d /classes src/hello/*.java
RUN jar --create --file /hello.jar --main-class hello.Main -C /classes .

FROM gcr.io/distroless/java21-debian13:nonroot
COPY --from=build /hello.jar /hello.jar
ENTRYPOINT ["java", "-jar", "/hello.jar"]
