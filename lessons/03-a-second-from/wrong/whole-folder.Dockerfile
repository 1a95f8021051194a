FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o calc .

FROM scratch
COPY --from=build /src /src
CMD ["/src/calc"]
