FROM golang:1.27-trixie AS build
WORKDIR /usr/src/app
COPY . .
RUN go build -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
