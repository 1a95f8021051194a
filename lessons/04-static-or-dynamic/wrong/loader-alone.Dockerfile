FROM golang:1.27-trixie AS build
WORKDIR /src
COPY . .
RUN go build -o /resolve .

FROM scratch
COPY --from=build /lib64/ld-linux-x86-64.so.2 /lib64/ld-linux-x86-64.so.2
COPY --from=build /resolve /resolve
CMD ["/resolve"]
