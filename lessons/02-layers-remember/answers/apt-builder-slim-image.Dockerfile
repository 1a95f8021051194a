FROM debian:trixie AS build
RUN apt-get update && apt-get install -y golang
WORKDIR /src
COPY . .
RUN go build -o /calc .

FROM debian:trixie-slim
COPY --from=build /calc /usr/local/bin/calc
CMD ["calc"]
