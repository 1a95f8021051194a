FROM debian:trixie AS tools
RUN apt-get update && apt-get install -y --no-install-recommends golang

FROM tools AS build
WORKDIR /src
COPY . .
RUN go build -o /calc .

FROM scratch AS image
COPY --from=build /calc /calc
CMD ["/calc"]
