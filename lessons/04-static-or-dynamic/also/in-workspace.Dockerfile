FROM golang:1.27-trixie AS build
WORKDIR /workspace
COPY . .
RUN go build -o /resolve .

FROM scratch
COPY --from=build /resolve /resolve
CMD ["/resolve"]
