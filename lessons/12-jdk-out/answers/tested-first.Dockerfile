FROM eclipse-temurin:21-jdk AS jdk
WORKDIR /app
COPY . .

FROM jdk AS tested
RUN javac -d build src/hello/*.java test/hello/*.java
RUN java -cp build hello.MainTest

FROM tested AS packed
RUN javac -d classes src/hello/*.java
RUN jar --create --file app.jar --main-class hello.Main -C classes .

FROM gcr.io/distroless/java21-debian13:nonroot
WORKDIR /app
COPY --from=packed /app/app.jar .
CMD ["app.jar"]
