FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN javac -d /classes src/hello/*.java
RUN jar --create --file /hello.jar --main-class hello.Main -C /classes .
RUN jlink --add-modules java.base --strip-debug --no-header-files --no-man-pages --output /jre

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /jre /jre
COPY --from=build /hello.jar /hello.jar
CMD ["/jre/bin/java", "-jar", "/hello.jar"]
