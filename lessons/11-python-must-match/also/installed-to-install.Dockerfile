FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --target=/install .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /install /install
ENV PYTHONPATH=/install
CMD ["-m", "pystats"]
